# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/ itself
target_sources(assay_core PRIVATE delegated_scope.cpp disk_guard.cpp engine.cpp engine_settings.cpp engine_upkeep.cpp installation.cpp log_categories.cpp sandbox_host.cpp
        scope_request.cpp
    PUBLIC FILE_SET HEADERS FILES
        delegated_scope.h disk_guard.h engine.h engine_private.h engine_settings.h installation.h log_categories.h sandbox_host.h scope_request.h)
set_source_files_properties(installation.cpp PROPERTIES
    COMPILE_DEFINITIONS ASSAY_SOURCE_FOLDER="${CMAKE_SOURCE_DIR}" SKIP_UNITY_BUILD_INCLUSION ON)
