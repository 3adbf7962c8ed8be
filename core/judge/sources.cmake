# Sources of core/judge
