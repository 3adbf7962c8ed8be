# Sources of core/problems
