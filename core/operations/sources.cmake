# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/operations
target_sources(assay_core PRIVATE operations/operation_service.cpp operations/problem_operations.cpp
    PUBLIC FILE_SET HEADERS FILES
        operations/operation_service.h operations/package_verifier.h operations/problem_operations.h)
