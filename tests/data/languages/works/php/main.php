<?php

$count = (int) fgets(STDIN);
echo array_sum(explode(" ", trim(fgets(STDIN)))), "\n";
