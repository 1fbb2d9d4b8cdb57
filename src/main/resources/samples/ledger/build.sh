#!/bin/sh
# Plays a build that fails in its third step.
red=$(printf '\033[31m'); green=$(printf '\033[32m'); bold=$(printf '\033[1m'); off=$(printf '\033[0m')

echo "Step 1/4 : Check the tools"
sleep 0.5
echo "  ${green}found${off} $(command -v sh)"
echo "Step 2/4 : Fetch the dependencies"
for name in money dates tables; do
  sleep 0.5
  echo "  fetched $name"
done
echo "Step 3/4 : Compile"
for n in 1 2 3 4 5; do
  echo "  [$n/9] Compiling entry_$n"
  sleep 0.3
done
{
  echo "${red}${bold}error:${off} entry_6.src:14: amount has no currency"
  echo "    14 |   total = total + amount"
  echo "       |                   ${red}^^^^^^${off}"
  echo "1 error"
} >&2
exit 2
