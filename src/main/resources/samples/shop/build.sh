#!/bin/sh
# Plays a build of about twenty seconds, with real output of a real shell.
set -e
green=$(printf '\033[32m'); yellow=$(printf '\033[33m'); blue=$(printf '\033[34m'); bold=$(printf '\033[1m'); off=$(printf '\033[0m')

echo "${bold}Building shop for region ${SHOP_REGION:-none}${off}"
echo "Step 1/5 : Check the tools"
for tool in sh git sed; do
  echo "  ${green}found${off} $(command -v "$tool")"
  sleep 0.4
done

echo "Step 2/5 : Fetch the dependencies"
i=0
while [ "$i" -le 40 ]; do
  done_part=$(printf '%*s' "$i" '' | tr ' ' '#')
  printf '\r  [%-40s] %3d%%' "$done_part" $((i * 100 / 40))
  i=$((i + 1))
  sleep 0.1
done
echo

echo "Step 3/5 : Compile 24 modules"
for n in $(seq 1 24); do
  echo "  ${blue}[$n/24]${off} Compiling module_$n"
  if [ "$n" = 17 ]; then
    echo "  ${yellow}warning:${off} module_17 uses a deprecated call" >&2
  fi
  sleep 0.25
done

echo "Step 4/5 : Run the tests"
for suite in cart checkout search accounts prices shipping; do
  sleep 0.7
  echo "  ${green}PASS${off} $suite"
done

echo "Step 5/5 : Pack"
sed -n '1,3p' README.md > package.txt
sleep 1
echo "${green}${bold}Built package.txt, $(wc -c < package.txt | tr -d ' ') bytes${off}"
