# Sources of core/json
