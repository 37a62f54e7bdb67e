"""Review: a person corrects what was found, in the browser, and the corrections become gold."""
