"""The issue as data: a workbook, archive lines, the photos as they are kept; a month of 用稿统计."""
