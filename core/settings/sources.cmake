# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/settings
target_sources(assay_core PRIVATE settings/setting_table.cpp settings/settings.cpp
    PUBLIC FILE_SET HEADERS FILES settings/setting_table.h settings/settings.h)
