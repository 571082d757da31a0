#!/usr/bin/perl
# gcc 12 destroys braced, lambda and ?: temporaries inside an awaited call twice. So every operand
# of co_await has a name first. Usage: lint_co_await.pl FILE...; exits 1 when a file breaks this.
use strict;
use warnings;

my $broken = 0;
for my $file (@ARGV) {
  open my $in, '<', $file or die "$file: $!";
  my $text = do { local $/; <$in> };
  # Comments and literals become blanks of the same length, so that lines and columns stay right.
  $text =~ s{(//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\2"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')}
            {my $m = $1; $m =~ s/[^\n]/ /g; $m}gsex;
  while ($text =~ /\bco_await\b/g) {
    my $start = pos $text;
    my $depth = 0;
    my $fault;
    for (my $i = $start; $i < length $text; $i++) {
      my $c = substr $text, $i, 1;
      if ($c eq '{') { $fault = 'a braced temporary'; last; }
      if ($c eq '?') { $fault = 'a ?: temporary'; last; }
      if ($c eq '[' && substr($text, $start, $i - $start) =~ /[(,]\s*$/) { $fault = 'a lambda'; last; }
      if ($c eq '(') { $depth++; }
      if ($c eq ')') { last if $depth == 0; $depth--; }
      last if $c eq ';' || ($c eq ',' && $depth == 0);
    }
    next unless $fault;
    my $line = 1 + (substr($text, 0, $start) =~ tr/\n//);
    print "$file:$line: $fault in the operand of co_await; give it a name first\n";
    $broken = 1;
  }
}
exit $broken;
