<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- The plural forms of English. -->
<TS version="2.1" language="en">
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n result(s)</source>
        <comment>of a search</comment>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <comment>by replace all</comment>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LiveStatusPanel</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>in a lane of the queue</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n now</source>
        <comment>being judged</comment>
        <translation>
            <numerusform>%n now</numerusform>
            <numerusform>%n now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementView</name>
    <message numerus="yes">
        <source>%n hidden test(s)</source>
        <comment>of a problem</comment>
        <translation>
            <numerusform>%n hidden test</numerusform>
            <numerusform>%n hidden tests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerdictText</name>
    <message numerus="yes">
        <source>All %n test(s) passed</source>
        <comment>under the run bar</comment>
        <translation>
            <numerusform>The test passed</numerusform>
            <numerusform>All %n tests passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n test(s) passed</source>
        <comment>under the run bar</comment>
        <translation>
            <numerusform>%1 of %n test passed</numerusform>
            <numerusform>%1 of %n tests passed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::EditorPane</name>
    <message numerus="yes">
        <source>%n character(s) selected</source>
        <translation>
            <numerusform>%n character selected</numerusform>
            <numerusform>%n characters selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::ProblemController</name>
    <message numerus="yes">
        <source>%n problem package(s) could not be opened.</source>
        <translation>
            <numerusform>%n problem package could not be opened.</numerusform>
            <numerusform>%n problem packages could not be opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opened, with %n thing(s) to know about the package.</source>
        <translation>
            <numerusform>Opened, with %n thing to know about the package.</numerusform>
            <numerusform>Opened, with %n things to know about the packages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::RunBar</name>
    <message numerus="yes">
        <source>Queued, %n in front</source>
        <translation>
            <numerusform>Queued, %n in front</numerusform>
            <numerusform>Queued, %n in front</numerusform>
        </translation>
    </message>
</context>
</TS>
