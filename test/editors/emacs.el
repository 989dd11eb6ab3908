;;; The server in Emacs, as docs/editors.md says, by eglot. Emacs 28 with eglot 1.9 and newer.  -*- lexical-binding: t -*-
;; Started by scripts/emacs.mjs: the working folder has example.disclosure; results go to DISCLOSURE_EMACS_RESULT.

(require 'cl-lib)
(require 'json)
(require 'flymake)

(defvar results nil)

(defun check (value problem) (or value (error "%s" problem)))

(defmacro test (title &rest body)
  `(push (condition-case problem
             (progn ,@body (list (cons 'title (concat "emacs: " ,title)) (cons 'state "passed")))
           (error (list (cons 'title (concat "emacs: " ,title)) (cons 'state "failed")
                        (cons 'error (error-message-string problem)))))
         results))

(defun wait-for (what condition)
  (let ((end (+ (float-time) 30)) (found nil))
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (check found (format "waited in vain for %s" what))))

;; What docs/editors.md gives to a reader; the test program takes it from there.
(load (check (getenv "DISCLOSURE_EMACS_SETUP") "no setup") nil t)
;; Nobody types: findings are shown at once, and eglot connects before the file is shown.
(setq flymake-no-changes-timeout 0.1 eglot-sync-connect t eglot-connect-timeout 60
      eglot-send-changes-idle-time 0.05 make-backup-files nil create-lockfiles nil)
(require 'eglot)
(find-file "example.disclosure")

(defun asked (method &rest more)
  (jsonrpc-request (eglot-current-server) method
                   (append (list :textDocument (eglot--TextDocumentIdentifier)) more) :timeout 30))

(defun go-to (text)
  (goto-char (point-min))
  (check (search-forward text nil t) (concat "not in the buffer: " text))
  (goto-char (match-beginning 0)))

(defun shown (text)
  "The finding that stands at TEXT, word for word, if there is one."
  (cl-find-if (lambda (found)
                (equal (buffer-substring-no-properties (flymake-diagnostic-beg found) (flymake-diagnostic-end found)) text))
              (flymake-diagnostics)))

(defun told ()
  "Tells the server what was changed: eglot does so when a person pauses, which a program never does."
  (eglot--signal-textDocument/didChange)
  (flymake-start))

(defun text-of-buffer () (buffer-substring-no-properties (point-min) (point-max)))

(test "starts the server for a .disclosure file"
      (check (eq major-mode 'disclosure-mode) (format "%s" major-mode))
      (unless (eglot-current-server) (call-interactively #'eglot))
      (wait-for "the server" #'eglot-current-server)
      (check (eglot-managed-p) "the buffer is not managed"))

(test "shows the wrong figure, at the figure"
      (wait-for "a finding at 342.53" (lambda () (flymake-start) (shown "342.53")))
      (check (string-match-p "342\\.35" (flymake-diagnostic-text (shown "342.53")))
             (flymake-diagnostic-text (shown "342.53"))))

(test "explains a code"
      (go-to "| 201 |")
      (forward-char 3)
      (let ((hover (asked :textDocument/hover :position (eglot--pos-to-lsp-position))))
        (check (string-match-p "一般公共服务支出" (format "%S" hover)) (format "%S" hover))))

(test "completes a code"
      (go-to "| 201 |")
      (forward-char 5)
      (let* ((list (asked :textDocument/completion :position (eglot--pos-to-lsp-position)))
             (items (if (vectorp list) list (plist-get list :items))))
        (check (> (length items) 0) "no items")))

(test "goes from a sentence to its cell"
      (go-to "33.43%")
      (forward-char 1)
      (check (> (length (asked :textDocument/definition :position (eglot--pos-to-lsp-position))) 0) "no target"))

(test "mends the figure by a code action, and nothing else"
      (let ((before (text-of-buffer)))
        (go-to "342.53")
        (let* ((start (eglot--pos-to-lsp-position))
               (end (eglot--pos-to-lsp-position (+ (point) 6)))
               (actions (asked :textDocument/codeAction :range (list :start start :end end)
                               :context '(:diagnostics [])))
               (fix (cl-find-if (lambda (action)
                                  (and (eq (plist-get action :isPreferred) t)
                                       (string-match-p "342\\.35" (plist-get action :title))))
                                actions)))
          (check fix (format "%S" actions))
          (eglot--apply-workspace-edit (plist-get fix :edit)))
        (check (equal (text-of-buffer) (replace-regexp-in-string "342\\.53" "342.35" before)) "something else was changed")
        (wait-for "the finding to go" (lambda () (told) (not (shown "342.35"))))))

(test "checks while one types"
      (go-to "342.35")
      (delete-char 6)
      (insert "342.53")
      (wait-for "the finding again" (lambda () (told) (shown "342.53"))))

(test "lays tables out and changes no figure"
      (let* ((bare (lambda () (replace-regexp-in-string "[[:space:]\u3000-]" "" (text-of-buffer))))
             (before (funcall bare)))
        (eglot-format-buffer)
        (check (buffer-modified-p) "no edits")
        (check (equal (funcall bare) before) "more than blanks was changed")))

(test "ends with the editor"
      (let ((process (jsonrpc--process (eglot-current-server))))
        (eglot-shutdown (eglot-current-server))
        (wait-for "the end of the server" (lambda () (not (process-live-p process))))))

(with-temp-file (getenv "DISCLOSURE_EMACS_RESULT")
  (set-buffer-file-coding-system 'utf-8)
  (insert (json-encode (vconcat (reverse results)))))
(set-buffer-modified-p nil)
(kill-emacs 0)
