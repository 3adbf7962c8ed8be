program Main;

uses SysUtils, Math;

var
  n, i, x, total: Integer;
begin
  Read(n);
  total := 0;
  for i := 1 to n do
  begin
    Read(x);
    total := total + Max(x, 0);
  end;
  WriteLn(IntToStr(total));
end.
