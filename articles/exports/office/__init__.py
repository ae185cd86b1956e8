"""The newsroom's own documents: 审签单, the record of a month, 用稿通报, 用稿记录."""
