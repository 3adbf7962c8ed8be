# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/secrets
target_sources(assay_core PRIVATE secrets/recent_failures.cpp secrets/secrets.cpp
    PUBLIC FILE_SET HEADERS FILES secrets/recent_failures.h secrets/secrets.h)
