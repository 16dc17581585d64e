"""Results kept between runs, work shared out to processes, folders swept."""
