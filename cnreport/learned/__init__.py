"""What trained models share: weights of features, and labels in a chain."""
