use strict;
use warnings;
use List::Util qw(sum);

my $count = <STDIN>;
print sum(split ' ', <STDIN>), "\n";
