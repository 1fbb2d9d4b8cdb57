#!/bin/sh
echo "Releasing ledger"
