#!/usr/bin/env bash
# The guide's requests with curl. Prints one line a step: name, HTTP status, number of elements.
# Settings: see TutorialClientsTest.
set -eu

body=$(mktemp)
trap 'rm -f "$body"' EXIT

# call NAME PATH [METHOD] [SECRET]; the secret "none" sends no credentials
call() {
    local name=$1 path=$2 method=${3:-GET} secret=${4:-$SECRET} status count=-
    local address=$BASE$path login=()
    case $BASE in *\?*) address=$BASE$(printf '%s' "$path" | tr '?' '&') ;; esac
    if [ "$secret" != none ]; then
        login=(-H "Authorization: Basic $(printf '%s' "$KEY:$secret" | base64 | tr -d '\n')")
    fi
    status=$(curl -s -o "$body" -w '%{http_code}' -X "$method" "$address" \
        ${login[@]+"${login[@]}"} -H 'Content-Type: application/json')
    case $(head -c 1 "$body") in
        '[') count=$({ grep -o '"item_count":\|"item_key":"[^"]*","id":' "$body" || true; } | wc -l | tr -d ' ') ;;
    esac
    echo "$name $status $count"
}

call list '/sessions?page=1&per_page=20'
call page '/sessions?page=2&per_page=5'
call past '/sessions?page=100000&per_page=10'
call plural "/sessions/$CART"
call singular "/session/$CART"
call items "/session/$CART/items"
call unknown /sessions/nosuchcart
call delete "/sessions/$CART" DELETE
call again "/sessions/$CART" DELETE
call wrong /sessions GET cs_wrong
call nobody /sessions GET none
