# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/support
target_sources(assay_core PRIVATE support/support_bundle.cpp
    PUBLIC FILE_SET HEADERS FILES support/support_bundle.h)
