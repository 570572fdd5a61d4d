/*
 * The tool of the NSIS setup and its uninstaller:
 *   borne-setup-tool ACTION VERSION KIND LAYOUT NEED FOLDER FILE SETUP [ARGUMENT ...]
 * FILE is the setup; SETUP and what follows are its command line as it was given. Lines go to /LOG=FILE, else to
 * borne-adherent-setup.log in the folder for temporary files.
 */
#include "setup.h"
#include <shellapi.h>
#include <stdio.h>
#include <wchar.h>

#define FIRST_GIVEN 9
/* NSIS cuts its command line to 1023 characters. */
#define LONGEST_COMMAND_LINE 1000

static wchar_t log_file[VALUE_LENGTH];
static wchar_t version[VALUE_LENGTH];

static void say_to_log(const wchar_t *line) {
  SYSTEMTIME now;
  wchar_t text[3 * VALUE_LENGTH];
  char bytes[9 * VALUE_LENGTH];
  DWORD written;
  GetSystemTime(&now);
  _snwprintf(text, 3 * VALUE_LENGTH - 1, L"%04u-%02u-%02uT%02u:%02u:%02uZ borne-adherent %ls: %ls\r\n", now.wYear,
             now.wMonth, now.wDay, now.wHour, now.wMinute, now.wSecond, version, line);
  text[3 * VALUE_LENGTH - 1] = 0;
  int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
  if (size <= 1) return;
  HANDLE file = CreateFileW(log_file, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS,
                            FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
  if (file == INVALID_HANDLE_VALUE) return;
  WriteFile(file, bytes, (DWORD)size - 1, &written, NULL);
  CloseHandle(file);
}

static BOOL starts_with(const wchar_t *text, const wchar_t *start) {
  return _wcsnicmp(text, start, wcslen(start)) == 0;
}

static BOOL keep(wchar_t *field, const wchar_t *value) {
  for (const wchar_t *at = value; *at != 0; at += 1)
    if (*at < L' ') return FALSE;
  if (wcslen(value) >= VALUE_LENGTH) return FALSE;
  wcscpy(field, value);
  return TRUE;
}

/* Takes one argument of the setup. */
static int take(struct given *given, const wchar_t *argument) {
  const wchar_t *equals = wcschr(argument, L'=');
  wchar_t name[64];
  if (_wcsicmp(argument, L"/S") == 0 || _wcsicmp(argument, L"/NCRC") == 0) return EXIT_DONE;
  if (starts_with(argument, L"/LOG=")) return EXIT_DONE;
  if (argument[0] != L'/' || equals == NULL || equals - argument >= 64)
    return end_with(EXIT_REFUSED, L"This is no argument of the setup: %ls", argument);
  wcsncpy(name, argument + 1, (size_t)(equals - argument - 1));
  name[equals - argument - 1] = 0;
  wchar_t *field = value_of(given, name);
  if (field == NULL) return end_with(EXIT_REFUSED, L"This is no value of the setup: %ls", name);
  if (field[0] != 0) return end_with(EXIT_REFUSED, L"%ls is given twice.", name);
  if (!keep(field, equals + 1)) return end_with(EXIT_REFUSED, L"%ls holds a character that it may not hold.", name);
  return EXIT_DONE;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE former, wchar_t *line, int show) {
  static struct given given;
  static struct package package;
  int count = 0;
  (void)instance, (void)former, (void)line, (void)show;
  wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  if (arguments == NULL || count < FIRST_GIVEN) return EXIT_REFUSED;
  wcsncpy(version, arguments[2], VALUE_LENGTH - 1);
  keep(package.version, arguments[2]);
  keep(package.kind, arguments[3]);
  keep(package.layout, arguments[4]);
  package.need = (unsigned)_wtoi(arguments[5]);
  keep(package.folder, arguments[6]);

  DWORD length = GetTempPathW(VALUE_LENGTH - 40, log_file);
  wcscpy(log_file + length, L"borne-adherent-setup.log");
  for (int index = FIRST_GIVEN; index < count; index += 1)
    if (starts_with(arguments[index], L"/LOG=")) keep(log_file, arguments[index] + 5);
  say = say_to_log;

  int code = wcslen(GetCommandLineW()) > LONGEST_COMMAND_LINE + 512
                 ? end_with(EXIT_REFUSED, L"The command line is too long.")
                 : EXIT_DONE;
  for (int index = FIRST_GIVEN; index < count && code == EXIT_DONE; index += 1) {
    // What follows is a folder, in as many pieces as it has spaces; or the uninstaller's own.
    if (starts_with(arguments[index], L"_?=")) break;
    if (starts_with(arguments[index], L"/D=")) {
      if (!starts_with(package.folder, arguments[index] + 3))
        code = end_with(EXIT_REFUSED, L"/D=FOLDER comes last and has no quotes, even with spaces.");
      break;
    }
    code = take(&given, arguments[index]);
  }
  if (code != EXIT_DONE) return code;
  const wchar_t *action = arguments[1];
  if (wcscmp(action, L"check") == 0) return check(&package, &given);
  if (wcscmp(action, L"stop") == 0) return stop_kiosk(package.folder);
  if (wcscmp(action, L"start") == 0) return start_kiosk();
  if (wcscmp(action, L"remove") == 0) return remove_all(package.folder, &given);
  if (wcscmp(action, L"say") == 0) return end_with(EXIT_DONE, L"%ls", arguments[5]);
  if (wcscmp(action, L"configure") == 0) {
    code = configure(package.folder, &given, arguments[7]);
    return code == EXIT_DONE ? end_with(code, L"Installed in %ls.", package.folder) : code;
  }
  return EXIT_REFUSED;
}
