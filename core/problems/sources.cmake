# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/problems
target_sources(assay_core
    PRIVATE
        problems/archive_handle.cpp problems/archive_plan.cpp problems/archive_unpack.cpp problems/case_files.cpp
        problems/case_settings.cpp problems/compare_flags.cpp problems/constants.cpp problems/constants_yaml.cpp
        problems/content_hash.cpp problems/conversation_html.cpp problems/credits_yaml.cpp problems/data_folder.cpp problems/domjudge_files.cpp
        problems/expectation.cpp problems/expectation_losses.cpp problems/expected_verdicts.cpp
        problems/file_content.cpp problems/finding.cpp problems/glob_pattern.cpp problems/group_checks.cpp
        problems/group_scores_yaml.cpp problems/group_translation.cpp problems/group_writer.cpp
        problems/group_yaml.cpp problems/jury_submissions.cpp problems/latex_commands.cpp problems/latex_html.cpp
        problems/latex_macros.cpp problems/latex_reader.cpp problems/limits_yaml.cpp problems/markdown_html.cpp
        problems/math_html.cpp problems/math_signs.cpp problems/message_text.cpp problems/other_files.cpp
        problems/package_check.cpp problems/package_draft.cpp problems/package_equality.cpp
        problems/package_layout.cpp problems/package_losses.cpp problems/package_programs.cpp
        problems/package_reader.cpp problems/package_source.cpp problems/package_tree.cpp
        problems/package_writer.cpp problems/person_writer.cpp problems/problem_library.cpp
        problems/problem_yaml.cpp problems/problem_yaml_writer.cpp problems/statement_files.cpp
        problems/statement_html.cpp problems/statement_picture.cpp problems/submissions_writer.cpp
        problems/submissions_yaml.cpp problems/test_data.cpp problems/test_data_writer.cpp
        problems/time_limit_inference.cpp problems/validation_cases.cpp problems/yaml_value.cpp problems/yaml_writer.cpp problems/zip_directory.cpp
    PUBLIC FILE_SET HEADERS FILES
        problems/constants.h problems/conversation_html.h problems/expectation.h problems/finding.h problems/package_equality.h
        problems/package_losses.h problems/package_reader.h problems/package_source.h problems/package_writer.h
        problems/problem_library.h problems/statement_html.h problems/time_limit_inference.h)
