#!/bin/sh
# Plays a release to three places.
set -e
green=$(printf '\033[32m'); bold=$(printf '\033[1m'); off=$(printf '\033[0m')

echo "Step 1/3 : Upload package.txt"
cp package.txt "$HOME/released.txt"
sleep 1.5
echo "Step 2/3 : Switch over"
for place in east north west; do
  echo "  $place: draining"
  sleep 0.8
  echo "  $place: ${green}healthy${off}"
done
echo "Step 3/3 : Check the result"
sleep 1
echo "${green}${bold}shop is live: deployment $SHIPLOG_NUMBER, commit $SHIPLOG_COMMIT${off}"
