-- The server in Neovim, as docs/editors.md says, by Neovim's own client. 0.7 and newer.
-- Started by scripts/nvim.mjs: cwd is a folder with example.disclosure; results go to DISCLOSURE_NVIM_RESULT.

local results = {}

local function test(title, run)
  local ok, problem = pcall(run)
  table.insert(results, { title = 'neovim: ' .. title, state = ok and 'passed' or 'failed', error = not ok and tostring(problem) or nil })
end

local function check(value, problem)
  if not value then error(problem, 2) end
  return value
end

local function wait_for(what, condition)
  check(vim.wait(30000, condition, 50), 'waited in vain for ' .. what)
end

-- What docs/editors.md gives for versions before 0.11; the test program takes it from there.
local setup = check(os.getenv('DISCLOSURE_NVIM_SETUP'), 'no setup')
dofile(setup)
vim.cmd('edit example.disclosure')

local client
local function request(method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(0) }
  local answer, problem = client.request_sync(method, params, 30000, 0)
  check(answer, method .. ': ' .. tostring(problem))
  check(not answer.err, method .. ': ' .. vim.inspect(answer.err))
  return answer.result
end

--- The line (from 0) and the UTF-16 character at which a text stands in the buffer.
local function place_of(text)
  for index, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(text, 1, true)
    if at then return { line = index - 1, character = vim.str_utfindex(line, at - 1) and select(2, vim.str_utfindex(line, at - 1)) } end
  end
  error('not in the buffer: ' .. text)
end

local function shown()
  return vim.diagnostic.get(0)
end

local function has(code)
  for _, diagnostic in ipairs(shown()) do
    local data = diagnostic.user_data and diagnostic.user_data.lsp or {}
    if (diagnostic.code or data.code) == code then return diagnostic end
  end
end

test('starts the server for a .disclosure file', function()
  check(vim.bo.filetype == 'disclosure', 'file type: ' .. vim.bo.filetype)
  wait_for('the server', function()
    client = select(2, next(vim.lsp.buf_get_clients(0)))
    return client ~= nil and client.initialized
  end)
end)

test('shows the wrong figure, at the figure', function()
  wait_for('row-sum', function() return has('row-sum') end)
  local found = has('row-sum')
  local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
  -- Neovim counts bytes: the place was converted from UTF-16 behind Chinese characters.
  check(line:sub(found.col + 1, found.end_col) == '342.53', line:sub(found.col + 1, found.end_col))
  check(found.message:find('342.35', 1, true), found.message)
end)

test('explains a code', function()
  local place = place_of('| 201 |')
  local hover = request('textDocument/hover', { position = { line = place.line, character = place.character + 3 } })
  check(vim.inspect(hover):find('一般公共服务支出', 1, true), vim.inspect(hover))
end)

test('completes a code', function()
  local place = place_of('| 201 |')
  local list = request('textDocument/completion', { position = { line = place.line, character = place.character + 5 } })
  check(list and #(list.items or list) > 0, 'no items')
end)

test('has an outline, and goes from a sentence to its cell', function()
  local symbols = request('textDocument/documentSymbol', {})
  check(#symbols > 0, 'no symbols')
  local place = place_of('33.43%')
  local target = request('textDocument/definition', { position = { line = place.line, character = place.character + 1 } })
  check(target and #target > 0, 'no target')
end)

test('mends the figure by a code action, and nothing else', function()
  local before = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  local place = place_of('342.53')
  local range = { start = place, ['end'] = { line = place.line, character = place.character + 6 } }
  local actions = request('textDocument/codeAction', { range = range, context = { diagnostics = {} } })
  local fix
  for _, action in ipairs(actions) do
    if action.isPreferred and action.title:find('342.35', 1, true) then fix = action end
  end
  check(fix, vim.inspect(actions))
  vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
  local after = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check(after == before:gsub('342%.53', '342.35'), 'something else was changed')
  wait_for('the finding to go', function() return not has('row-sum') end)
end)

test('checks while one types', function()
  local place = place_of('342.35')
  local line = vim.api.nvim_buf_get_lines(0, place.line, place.line + 1, false)[1]
  vim.api.nvim_buf_set_lines(0, place.line, place.line + 1, false, { (line:gsub('342%.35', '342.53', 1)) })
  wait_for('row-sum again', function() return has('row-sum') end)
end)

test('lays tables out and changes no figure', function()
  local bare = function() return (table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):gsub('[%s%-]', '')) end
  local before = bare()
  local edits = request('textDocument/formatting', { options = { tabSize = 4, insertSpaces = true } })
  check(edits and #edits > 0, 'no edits')
  vim.lsp.util.apply_text_edits(edits, 0, client.offset_encoding)
  check(bare() == before, 'more than blanks was changed')
end)

test('ends with the editor', function()
  client.stop()
  wait_for('the end of the server', function() return client.is_stopped() end)
end)

local file = check(io.open(os.getenv('DISCLOSURE_NVIM_RESULT'), 'w'))
file:write(vim.fn.json_encode(results))
file:close()
vim.cmd('qa!')
