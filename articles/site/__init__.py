"""What residents see, as values for templates: no address is parsed here and none answered."""
