"""What visits have to do with one another: a collector's day, copied accounts side by side, a case's visits and promises."""
