/* What an installation changes besides files of the application. */
#include "setup.h"
#include <aclapi.h>
#include <sddl.h>
#include <stdio.h>
#include <tlhelp32.h>
#include <wchar.h>

#define KIOSK_TASK L"\\Borne Adherent\\Kiosk"
#define UPDATER_TASK L"\\Borne Adherent\\Updater"
/* Milliseconds. */
#define LONGEST_COMMAND 60000
#define LONGEST_END 10000

void data_place(wchar_t *place, const wchar_t *below) {
  wchar_t data[MAX_PATH];
  DWORD length = GetEnvironmentVariableW(L"ProgramData", data, MAX_PATH);
  if (length == 0 || length >= MAX_PATH - 64) wcscpy(data, L"C:\\ProgramData");
  _snwprintf(place, MAX_PATH - 1, L"%ls%ls", data, below);
  place[MAX_PATH - 1] = 0;
}

/* Runs Windows' own schtasks.exe: its exit code, or -1. */
static int run_schtasks(const wchar_t *arguments) {
  wchar_t system[MAX_PATH], program[MAX_PATH + 16], command[4 * MAX_PATH];
  GetSystemDirectoryW(system, MAX_PATH);
  _snwprintf(program, MAX_PATH + 16, L"%ls\\schtasks.exe", system);
  _snwprintf(command, 4 * MAX_PATH - 1, L"\"%ls\" %ls", program, arguments);
  command[4 * MAX_PATH - 1] = 0;
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION process;
  if (!CreateProcessW(program, command, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &process)) return -1;
  DWORD code = (DWORD)-1;
  if (WaitForSingleObject(process.hProcess, LONGEST_COMMAND) == WAIT_OBJECT_0)
    GetExitCodeProcess(process.hProcess, &code);
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
  return (int)code;
}

static BOOL is_there(const wchar_t *file) { return GetFileAttributesW(file) != INVALID_FILE_ATTRIBUTES; }

static BOOL write_whole(const wchar_t *file, const void *bytes, DWORD size) {
  HANDLE handle = CreateFileW(file, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT, NULL);
  if (handle == INVALID_HANDLE_VALUE) return FALSE;
  DWORD written = 0;
  BOOL done = WriteFile(handle, bytes, size, &written, NULL) && written == size && FlushFileBuffers(handle);
  CloseHandle(handle);
  return done;
}

/* Gives owner and rights (SDDL). */
static BOOL protect(const wchar_t *place, const wchar_t *rights) {
  PSECURITY_DESCRIPTOR descriptor = NULL;
  PSID owner = NULL;
  PACL list = NULL;
  BOOL given = FALSE, by_default = FALSE;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(rights, SDDL_REVISION_1, &descriptor, NULL)) return FALSE;
  BOOL done = GetSecurityDescriptorOwner(descriptor, &owner, &by_default) &&
              GetSecurityDescriptorDacl(descriptor, &given, &list, &by_default) && given &&
              SetNamedSecurityInfoW((wchar_t *)place, SE_FILE_OBJECT,
                                    OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION |
                                        PROTECTED_DACL_SECURITY_INFORMATION,
                                    owner, NULL, list, NULL) == ERROR_SUCCESS;
  LocalFree(descriptor);
  return done;
}

/* Administrators and the system may do all; the kiosk's account what `account_rights` says. */
static BOOL protect_for(const wchar_t *place, const wchar_t *inherit, const wchar_t *account,
                        const wchar_t *account_rights) {
  wchar_t rights[512], *sid_text = NULL;
  BYTE sid[SECURITY_MAX_SID_SIZE];
  int length = _snwprintf(rights, 512, L"O:BAD:P(A;%ls;FA;;;SY)(A;%ls;FA;;;BA)", inherit, inherit);
  if (account[0] != 0 && find_account(account, sid, sizeof sid) && ConvertSidToStringSidW(sid, &sid_text)) {
    _snwprintf(rights + length, 512 - (size_t)length, account_rights, sid_text);
    LocalFree(sid_text);
  }
  rights[511] = 0;
  return protect(place, rights);
}

static BOOL make_folder(const wchar_t *folder) {
  DWORD attributes;
  CreateDirectoryW(folder, NULL);
  attributes = GetFileAttributesW(folder);
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0 &&
         (attributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0;
}

/* Replaces a mark in bytes of the process heap. */
static char *replace_mark(char *bytes, DWORD *size, const char *mark, const wchar_t *value) {
  char text[VALUE_LENGTH];
  size_t mark_length = strlen(mark), length = 0;
  // Checked to be ASCII.
  for (; value[length] != 0; length += 1) text[length] = (char)value[length];
  char *out = HeapAlloc(GetProcessHeap(), 0, (*size / mark_length + 1) * length + *size + 1);
  DWORD to = 0;
  if (out == NULL) return NULL;
  for (DWORD at = 0; at < *size;) {
    if (at + mark_length <= *size && memcmp(bytes + at, mark, mark_length) == 0) {
      memcpy(out + to, text, length);
      to += (DWORD)length;
      at += (DWORD)mark_length;
    } else {
      out[to++] = bytes[at++];
    }
  }
  HeapFree(GetProcessHeap(), 0, bytes);
  *size = to;
  return out;
}

static int write_configuration(const struct given *given, const wchar_t *kind) {
  wchar_t config[MAX_PATH], fresh[MAX_PATH];
  DWORD size = 0;
  data_place(config, DATA L"\\config.json");
  data_place(fresh, DATA L"\\config.json.new");
  if (is_there(config)) {
    if (given->config_file[0] != 0) end_with(EXIT_DONE, L"%ls is there already and stays as it is.", config);
  } else if (given->config_file[0] != 0) {
    char *bytes = read_file(given->config_file, &size);
    if (bytes != NULL) bytes = replace_mark(bytes, &size, "@HUB_URL@", given->hub_url);
    if (bytes != NULL) bytes = replace_mark(bytes, &size, "@ENROLMENT_CODE@", given->enrolment_code);
    if (bytes != NULL) bytes = replace_mark(bytes, &size, "@PACKAGE@", kind);
    // Nothing is in the file before its rights are.
    BOOL done = bytes != NULL && write_whole(fresh, "", 0) && protect_for(fresh, L"", L"", L"") &&
                write_whole(fresh, bytes, size) &&
                MoveFileExW(fresh, config, MOVEFILE_WRITE_THROUGH);
    if (bytes != NULL) HeapFree(GetProcessHeap(), 0, bytes);
    if (!done) return end_with(EXIT_DISK, L"%ls cannot be written.", config);
  }
  if (is_there(config) && given->account[0] != 0 && !protect_for(config, L"", given->account, L"(A;;FR;;;%ls)"))
    return end_with(EXIT_DISK, L"The rights of %ls cannot be set.", config);
  return EXIT_DONE;
}

/* Replaces a mark in a text of `room` characters. */
static void replace_in_text(wchar_t *text, size_t room, const wchar_t *mark, const wchar_t *value) {
  for (wchar_t *at = wcsstr(text, mark); at != NULL; at = wcsstr(at + wcslen(value), mark)) {
    size_t rest = wcslen(at) - wcslen(mark) + 1;
    if ((size_t)(at - text) + wcslen(value) + rest > room) return;
    memmove(at + wcslen(value), at + wcslen(mark), rest * sizeof(wchar_t));
    memcpy(at, value, wcslen(value) * sizeof(wchar_t));
  }
}

/* As XML has it; a name of Windows holds nothing else that XML gives a meaning. */
static void escape_ampersands(const wchar_t *name, wchar_t *text, size_t room) {
  size_t length = 0;
  for (; *name != 0 && length + 6 < room; name += 1) {
    const wchar_t *piece = *name == L'&' ? L"&amp;" : (wchar_t[]){*name, 0};
    wcscpy(text + length, piece);
    length += wcslen(piece);
  }
  text[length] = 0;
}

/*
 * Registers a task by its XML, a resource of this program. That of the updater starts its copy where a power cut has
 * left no program in the folder of the installation: the copy ends what it began.
 */
static BOOL make_task(const wchar_t *name, const wchar_t *resource, const wchar_t *folder, const wchar_t *account) {
  static wchar_t text[16384];
  wchar_t file[MAX_PATH], arguments[2 * MAX_PATH], escaped[VALUE_LENGTH];
  HMODULE module = NULL;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     (const wchar_t *)(const void *)text, &module);
  HRSRC found = FindResourceW(module, resource, (const wchar_t *)RT_RCDATA);
  HGLOBAL loaded = found == NULL ? NULL : LoadResource(module, found);
  if (loaded == NULL) return FALSE;
  text[0] = 0xfeff;
  int length = MultiByteToWideChar(CP_UTF8, 0, LockResource(loaded), (int)SizeofResource(module, found), text + 1,
                                   8192);
  if (length <= 0) return FALSE;
  text[length + 1] = 0;
  escape_ampersands(folder, escaped, VALUE_LENGTH);
  replace_in_text(text, 16384, L"@FOLDER@", escaped);
  replace_in_text(text, 16384, L"@ACCOUNT@", account);
  data_place(file, DATA L"\\task.xml");
  if (!write_whole(file, text, (DWORD)(wcslen(text) * sizeof(wchar_t)))) return FALSE;
  _snwprintf(arguments, 2 * MAX_PATH, L"/create /f /tn \"%ls\" /xml \"%ls\"", name, file);
  int code = run_schtasks(arguments);
  DeleteFileW(file);
  return code == 0;
}

static void remove_task(const wchar_t *name) {
  wchar_t arguments[MAX_PATH];
  _snwprintf(arguments, MAX_PATH, L"/delete /f /tn \"%ls\"", name);
  run_schtasks(arguments);
}

/* Beside the updater, under a name that stays. */
static BOOL keep_package(const wchar_t *folder, const wchar_t *package) {
  wchar_t place[2 * MAX_PATH], kept[2 * MAX_PATH], fresh[2 * MAX_PATH];
  _snwprintf(place, 2 * MAX_PATH, L"%ls\\updater", folder);
  _snwprintf(kept, 2 * MAX_PATH, L"%ls\\installed-package", place);
  _snwprintf(fresh, 2 * MAX_PATH, L"%ls\\installed-package.new", place);
  if (_wcsicmp(package, kept) == 0) return TRUE;
  return make_folder(place) && CopyFileW(package, fresh, FALSE) &&
         MoveFileExW(fresh, kept, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}

/* Kind of a package by its name. */
static const wchar_t *kind_of(const wchar_t *package) {
  size_t length = wcslen(package);
  return length > 4 && _wcsicmp(package + length - 4, L".msi") == 0 ? L"msi" : L"nsis";
}

int configure(const wchar_t *folder, const struct given *given, const wchar_t *package) {
  wchar_t base[MAX_PATH], data[MAX_PATH], service[MAX_PATH], config[MAX_PATH], updater[2 * MAX_PATH];
  wchar_t plain[VALUE_LENGTH];
  wcscpy(plain, folder);
  if (plain[0] != 0 && plain[wcslen(plain) - 1] == L'\\') plain[wcslen(plain) - 1] = 0;
  data_place(base, DATA);
  data_place(data, DATA L"\\data");
  data_place(config, DATA L"\\config.json");
  data_place(service, SERVICE);
  BOOL first = !is_there(base);
  if (!make_folder(base) || !make_folder(data) || !make_folder(service))
    return end_with(EXIT_DISK, L"%ls cannot be made.", data);
  // All may read what the updater tells the kiosk.
  if (!protect(service, L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"))
    return end_with(EXIT_DISK, L"The rights of %ls cannot be set.", service);
  if (!keep_package(plain, package))
    return end_with(EXIT_DISK, L"%ls cannot be kept for the updater: to come back needs it.", package);
  // An upgrade without an account leaves the rights of before.
  if ((first || given->account[0] != 0) &&
      (!protect_for(base, L"OICI", given->account, L"(A;;0x1200a9;;;%ls)") ||
       !protect_for(data, L"OICI", given->account, L"(A;OICI;0x1301bf;;;%ls)")))
    return end_with(EXIT_DISK, L"The rights of %ls cannot be set.", base);
  int code = write_configuration(given, kind_of(package));
  if (code != EXIT_DONE) return code;
  _snwprintf(updater, 2 * MAX_PATH, L"%ls\\updater\\borne-updater.exe", plain);
  if (is_there(updater) && !make_task(UPDATER_TASK, L"UPDATER_TASK", plain, L""))
    return end_with(EXIT_SYSTEM, L"The task of the updater cannot be registered.");
  if (wcscmp(given->autostart, L"no") == 0) {
    remove_task(KIOSK_TASK);
  } else if (given->account[0] != 0 && (given->autostart[0] != 0 || is_there(config))) {
    if (!make_task(KIOSK_TASK, L"KIOSK_TASK", plain, given->account))
      return end_with(EXIT_SYSTEM, L"The task that starts the kiosk cannot be registered.");
  }
  if (first && given->account[0] == 0)
    end_with(EXIT_DONE, L"BORNE_ACCOUNT was not given: let the kiosk's account read %ls and write %ls.", config, data);
  return EXIT_DONE;
}

int start_kiosk(void) {
  // Fails when there is no such task, or its account is not signed in: then there is nothing to start.
  run_schtasks(L"/run /tn \"" KIOSK_TASK L"\"");
  return EXIT_DONE;
}

/* Ends each process whose program is below the folder; the number of those that did not end, or were found. */
static unsigned end_processes(const wchar_t *below) {
  unsigned left = 0;
  HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W entry = {.dwSize = sizeof entry};
  for (BOOL more = Process32FirstW(all, &entry); more; more = Process32NextW(all, &entry)) {
    wchar_t program[2 * MAX_PATH];
    DWORD length = 2 * MAX_PATH;
    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_TERMINATE | SYNCHRONIZE, FALSE,
                                 entry.th32ProcessID);
    if (process == NULL) continue;
    if (QueryFullProcessImageNameW(process, 0, program, &length) &&
        _wcsnicmp(program, below, wcslen(below)) == 0) {
      TerminateProcess(process, 0);
      if (WaitForSingleObject(process, LONGEST_END) != WAIT_OBJECT_0) left += 1;
    }
    CloseHandle(process);
  }
  CloseHandle(all);
  return left;
}

int stop_kiosk(const wchar_t *folder) {
  wchar_t below[VALUE_LENGTH + 8];
  size_t length = wcslen(folder);
  // The task would start it again.
  run_schtasks(L"/end /tn \"" KIOSK_TASK L"\"");
  _snwprintf(below, VALUE_LENGTH + 8, L"%ls%ls", folder,
             length > 0 && folder[length - 1] == L'\\' ? L"app\\" : L"\\app\\");
  if (end_processes(below) == 0) return EXIT_DONE;
  return end_with(EXIT_IN_USE, L"The kiosk in %ls does not end.", folder);
}

/* Removes a folder with all below it; a link is removed, and never followed. */
static BOOL remove_tree(const wchar_t *folder) {
  wchar_t pattern[2 * MAX_PATH], whole[2 * MAX_PATH];
  WIN32_FIND_DATAW found;
  DWORD attributes = GetFileAttributesW(folder);
  if (attributes == INVALID_FILE_ATTRIBUTES) return TRUE;
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0) {
    _snwprintf(pattern, 2 * MAX_PATH - 1, L"%ls\\*", folder);
    pattern[2 * MAX_PATH - 1] = 0;
    HANDLE search = FindFirstFileW(pattern, &found);
    for (BOOL more = search != INVALID_HANDLE_VALUE; more; more = FindNextFileW(search, &found)) {
      if (wcscmp(found.cFileName, L".") == 0 || wcscmp(found.cFileName, L"..") == 0) continue;
      _snwprintf(whole, 2 * MAX_PATH - 1, L"%ls\\%ls", folder, found.cFileName);
      whole[2 * MAX_PATH - 1] = 0;
      SetFileAttributesW(whole, FILE_ATTRIBUTE_NORMAL);
      if ((found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) remove_tree(whole);
      else DeleteFileW(whole);
    }
    FindClose(search);
  }
  return RemoveDirectoryW(folder);
}

int remove_all(const wchar_t *folder, const struct given *given) {
  wchar_t base[MAX_PATH], service[MAX_PATH], kept[2 * MAX_PATH];
  _snwprintf(kept, 2 * MAX_PATH, L"%ls\\updater\\installed-package", folder);
  DeleteFileW(kept);
  *wcsrchr(kept, L'\\') = 0;
  // Unless the updater is in it.
  RemoveDirectoryW(kept);
  remove_task(KIOSK_TASK);
  remove_task(UPDATER_TASK);
  data_place(base, DATA);
  if (wcscmp(given->purge_data, L"yes") == 0) {
    data_place(service, SERVICE);
    if (!remove_tree(base) || !remove_tree(service))
      return end_with(EXIT_IN_USE, L"%ls could not be removed.", base);
  } else if (is_there(base)) {
    end_with(EXIT_DONE, L"%ls is left: it may hold decisions that head office has not received.", base);
  }
  return EXIT_DONE;
}
