# Sources of core/ itself
target_sources(assay_core PRIVATE engine.cpp log_categories.cpp PUBLIC FILE_SET HEADERS FILES engine.h log_categories.h)
