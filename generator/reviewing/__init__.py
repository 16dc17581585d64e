"""What a person judging the base asks: what changed, what rests on it, what is due, what is loose."""
