# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/logs
target_sources(assay_core PRIVATE logs/gzip.cpp logs/log_file.cpp logs/log_output.cpp logs/log_settings.cpp
    PUBLIC FILE_SET HEADERS FILES logs/gzip.h logs/log_file.h logs/log_output.h logs/log_record.h logs/log_settings.h)
