"""The issue as data: a workbook, archive lines, the photos as kept; a month of 用稿统计."""
