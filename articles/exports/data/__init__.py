"""The issue as data: a workbook, archive lines, the original photos; a month of 用稿统计."""
