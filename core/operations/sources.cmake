# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/operations
target_sources(assay_core PRIVATE operations/operation_service.cpp
    PUBLIC FILE_SET HEADERS FILES operations/operation_service.h)
