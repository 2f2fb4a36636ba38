"""The sections: each has a title and `measure(instance)`, and stands alone (`python -m bench rollup`)."""
