<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- The plural forms of English. -->
<TS version="2.1" language="en">
<context>
    <name>Attacks</name>
    <message numerus="yes">
        <source>%n attack(s) got through.</source>
        <comment>after a check</comment>
        <translation>
            <numerusform>%n attack got through.</numerusform>
            <numerusform>%n attacks got through.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n attack(s) were contained.</source>
        <comment>after a check</comment>
        <translation>
            <numerusform>The attack was contained.</numerusform>
            <numerusform>All %n attacks were contained.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were skipped: their language is not installed.</source>
        <comment>after a check</comment>
        <translation>
            <numerusform>%n was skipped: its language is not installed.</numerusform>
            <numerusform>%n were skipped: their language is not installed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) were left on this computer: %1</source>
        <comment>after a check</comment>
        <translation>
            <numerusform>%n thing was left on this computer: %1</numerusform>
            <numerusform>%n things were left on this computer: %1</numerusform>
        </translation>
    </message>
</context>
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
    <name>LabText</name>
    <message numerus="yes">
        <source>Format %1 · %2 · memory %3 · %n test(s)</source>
        <comment>version, type</comment>
        <translation>
            <numerusform>Format %1 · %2 · memory %3 · %n test</numerusform>
            <numerusform>Format %1 · %2 · memory %3 · %n tests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input validator(s) read %1 test files</source>
        <translation>
            <numerusform>The input validator read %1 test files</numerusform>
            <numerusform>%n input validators read %1 test files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) got another verdict than expected.</source>
        <translation>
            <numerusform>%n submission got another verdict than expected.</numerusform>
            <numerusform>%n submissions got another verdict than expected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) did as expected.</source>
        <translation>
            <numerusform>%n submission did as expected.</numerusform>
            <numerusform>%n submissions did as expected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) could not be judged here.</source>
        <translation>
            <numerusform>%n submission could not be judged here.</numerusform>
            <numerusform>%n submissions could not be judged here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionText</name>
    <message numerus="yes">
        <source>All of it is removed %n day(s) after the end.</source>
        <translation>
            <numerusform>All of it is removed %n day after the end.</numerusform>
            <numerusform>All of it is removed %n days after the end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n candidate(s)</source>
        <translation>
            <numerusform>%n candidate</numerusform>
            <numerusform>%n candidates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You solve %n problem(s).</source>
        <translation>
            <numerusform>You solve %n problem.</numerusform>
            <numerusform>You solve %n problems.</numerusform>
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
    <name>assay::app::CandidateWindow</name>
    <message numerus="yes">
        <source>%n file(s) saved to %1.</source>
        <translation>
            <numerusform>%n file saved to %1.</numerusform>
            <numerusform>%n files saved to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::CheckWindow</name>
    <message numerus="yes">
        <source>%n attack(s) on the sandbox, tier %1</source>
        <comment>while they run</comment>
        <translation>
            <numerusform>%n attack on the sandbox, tier %1</numerusform>
            <numerusform>%n attacks on the sandbox, tier %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::Closing</name>
    <message numerus="yes">
        <source>%n submission(s) are still being judged.</source>
        <translation>
            <numerusform>%n submission is still being judged.</numerusform>
            <numerusform>%n submissions are still being judged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) being finished, then Assay closes. Close it again to close at once.</source>
        <translation>
            <numerusform>%n submission is being finished, then Assay closes. Close it again to close at once.</numerusform>
            <numerusform>%n submissions are being finished, then Assay closes. Close it again to close at once.</numerusform>
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
    <name>assay::app::LiveStatusPanel</name>
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
    <message numerus="yes">
        <source>paused, %n waiting</source>
        <comment>a lane of the queue</comment>
        <translation>
            <numerusform>paused, %n waiting</numerusform>
            <numerusform>paused, %n waiting</numerusform>
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
    <name>assay::app::QueueModel</name>
    <message numerus="yes">
        <source>%n ahead</source>
        <translation>
            <numerusform>%n ahead</numerusform>
            <numerusform>%n ahead</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::QueueWindow</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>in the queue</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n being judged</source>
        <comment>in the queue</comment>
        <translation>
            <numerusform>%n being judged</numerusform>
            <numerusform>%n being judged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::RejudgingWindow</name>
    <message numerus="yes">
        <source>Applied: %n verdict(s) changed. The old ones are kept.</source>
        <translation>
            <numerusform>Applied: %n verdict changed. The old ones are kept.</numerusform>
            <numerusform>Applied: %n verdicts changed. The old ones are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n submission(s) judged again. Nothing that counts has changed.</source>
        <translation>
            <numerusform>%1 of %n submission judged again. Nothing that counts has changed.</numerusform>
            <numerusform>%1 of %n submissions judged again. Nothing that counts has changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verdict(s) would change.</source>
        <translation>
            <numerusform>%n verdict would change.</numerusform>
            <numerusform>%n verdicts would change.</numerusform>
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
<context>
    <name>assay::app::SessionDetails</name>
    <message numerus="yes">
        <source>%n day(s) after the end</source>
        <translation>
            <numerusform>%n day after the end</numerusform>
            <numerusform>%n days after the end</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::SessionPeoplePage</name>
    <message numerus="yes">
        <source>for %n day(s)</source>
        <translation>
            <numerusform>for %n day</numerusform>
            <numerusform>for %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>assay::app::SessionWizard</name>
    <message numerus="yes">
        <source>It cannot be armed yet: %n thing(s) to mend.</source>
        <translation>
            <numerusform>It cannot be armed yet: %n thing to mend.</numerusform>
            <numerusform>It cannot be armed yet: %n things to mend.</numerusform>
        </translation>
    </message>
</context>
</TS>
