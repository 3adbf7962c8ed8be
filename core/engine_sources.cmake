# Sources of core/ itself
