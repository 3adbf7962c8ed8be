# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/problems
target_sources(assay_core
    PRIVATE
        problems/compare_flags.cpp problems/constants.cpp problems/content_hash.cpp problems/expectation.cpp
        problems/expected_verdicts.cpp problems/glob_pattern.cpp problems/jury_submissions.cpp
        problems/latex_commands.cpp problems/latex_html.cpp problems/latex_macros.cpp problems/latex_reader.cpp problems/limits_yaml.cpp
        problems/markdown_html.cpp problems/math_html.cpp problems/math_signs.cpp problems/message_text.cpp
        problems/package_check.cpp problems/package_reader.cpp problems/package_tree.cpp problems/problem_library.cpp
        problems/problem_yaml.cpp problems/statement_files.cpp problems/statement_html.cpp
        problems/statement_picture.cpp problems/test_data.cpp problems/yaml_value.cpp
    PUBLIC FILE_SET HEADERS FILES
        problems/constants.h problems/expectation.h problems/finding.h problems/package_reader.h
        problems/problem_library.h problems/statement_html.h)
