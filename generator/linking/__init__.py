"""References resolved: what each entry names, where it lies on the site, and which words link by themselves."""
