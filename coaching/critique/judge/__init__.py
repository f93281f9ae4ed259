"""Judge a reading by the rubric: levels, score, verdict, findings."""
