# Prints the functions, initializers and computed properties of Swift files that have more lines than `most`.
#
# swift format puts the closing brace of a declaration below its first letter, which is all that this needs to know.
FNR == 1 { start = 0 }
!start && /^ *([a-z@]+(\([a-z_]+\))? )*(func |init[?(<]|subscript|var .*\{$)/ && !/\}$/ {
  start = FNR
  match($0, /[^ ]/)
  indentation = RSTART
  name = substr($0, RSTART)
  next
}
start && /^ *\}/ && match($0, /[^ ]/) && RSTART <= indentation {
  if (RSTART == indentation && FNR - start >= most) print FILENAME ":" start ": " FNR - start + 1 " lines: " name
  start = 0
}
