# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/importers
target_sources(assay_core PRIVATE importers/dmoj_cases.cpp importers/dmoj_checkers.cpp importers/dmoj_importer.cpp
        importers/import.cpp importers/package_maker.cpp importers/polygon_importer.cpp importers/polygon_statement.cpp
        importers/problem_importer.cpp importers/testlib_program.cpp importers/xml_element.cpp
    PUBLIC FILE_SET HEADERS FILES
        importers/dmoj_cases.h importers/dmoj_checkers.h importers/dmoj_importer.h importers/import.h
        importers/imported_problem.h importers/package_maker.h importers/polygon_importer.h
        importers/polygon_statement.h importers/problem_importer.h importers/testlib_program.h importers/xml_element.h)
