"""What each quantity counts and which verb governs it; who did what in each record; records from statements."""
