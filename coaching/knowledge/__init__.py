"""What the coach knows: data files with a schema each, read and checked once (`load.Knowledge`)."""
