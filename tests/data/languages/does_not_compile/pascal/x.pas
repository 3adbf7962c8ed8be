program X;
begin
  y := 1;
end.
