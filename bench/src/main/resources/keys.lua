-- Spreads GET session/{key} over the keys of a file; the same script drives server and floor.
local requests = {}
local position = 0

function init(args)
  local authorization = args[2]
  for key in io.lines(args[1]) do
    requests[#requests + 1] = "GET /wp-json/cocart/v2/session/" .. key
      .. " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " .. authorization
      .. "\r\nContent-Type: application/json\r\n\r\n"
  end
  math.randomseed(os.time())
  position = math.random(#requests)
end

function request()
  position = position + 7919
  return requests[position % #requests + 1]
end
