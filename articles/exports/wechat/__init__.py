"""Articles for a 公众号: HTML with inline styles, what WeChat limits, drafts in its 草稿箱."""
