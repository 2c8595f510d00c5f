"""One cell's value, read and compared as people write it: dates, times, names, yes and no, numbers, addresses."""
