"""Chinese government work reports and officials' speeches as typed, normalised, source-grounded records."""
