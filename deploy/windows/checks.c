/* Refuses an installation before anything is changed. */
#include "setup.h"
#include <aclapi.h>
#include <lm.h>
#include <sddl.h>
#include <stdio.h>
#include <wchar.h>

#define LARGEST_CONFIG (1024 * 1024)

void (*say)(const wchar_t *line);

const wchar_t *const VALUE_NAMES[] = {L"BORNE_CONFIG_FILE", L"BORNE_HUB_URL",   L"BORNE_ENROLMENT_CODE",
                                      L"BORNE_AUTOSTART",   L"BORNE_ACCOUNT",   L"BORNE_DOWNGRADE",
                                      L"BORNE_PURGE_DATA",  NULL};

wchar_t *value_of(struct given *given, const wchar_t *name) {
  wchar_t *const fields[] = {given->config_file, given->hub_url,   given->enrolment_code, given->autostart,
                             given->account,     given->downgrade, given->purge_data};
  for (int index = 0; VALUE_NAMES[index] != NULL; index += 1)
    if (wcscmp(VALUE_NAMES[index], name) == 0) return fields[index];
  return NULL;
}

int end_with(int code, const wchar_t *format, ...) {
  wchar_t line[2 * VALUE_LENGTH];
  va_list values;
  va_start(values, format);
  _vsnwprintf(line, 2 * VALUE_LENGTH - 1, format, values);
  va_end(values);
  line[2 * VALUE_LENGTH - 1] = 0;
  say(line);
  return code;
}

char *read_file(const wchar_t *file, DWORD *size) {
  HANDLE handle = CreateFileW(file, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  if (handle == INVALID_HANDLE_VALUE) return NULL;
  LARGE_INTEGER length;
  char *bytes = NULL;
  if (GetFileSizeEx(handle, &length) && length.QuadPart <= LARGEST_CONFIG) {
    bytes = HeapAlloc(GetProcessHeap(), 0, (SIZE_T)length.QuadPart + 1);
    if (bytes != NULL && (!ReadFile(handle, bytes, (DWORD)length.QuadPart, size, NULL) ||
                          *size != (DWORD)length.QuadPart)) {
      HeapFree(GetProcessHeap(), 0, bytes);
      bytes = NULL;
    }
  }
  CloseHandle(handle);
  return bytes;
}

BOOL holds(const char *bytes, DWORD size, const char *text) {
  size_t length = strlen(text);
  for (DWORD at = 0; at + length <= size; at += 1)
    if (memcmp(bytes + at, text, length) == 0) return TRUE;
  return FALSE;
}

BOOL find_account(const wchar_t *account, BYTE *sid, DWORD size) {
  wchar_t domain[256];
  DWORD domain_length = 256;
  SID_NAME_USE use;
  return LookupAccountNameW(NULL, account, sid, &size, domain, &domain_length, &use) && use == SidTypeUser;
}

/* True: the account is in the group of administrators. What cannot be found out is no reason to refuse. */
static BOOL is_administrator(const wchar_t *account) {
  BYTE administrators[SECURITY_MAX_SID_SIZE];
  DWORD size = sizeof administrators;
  wchar_t name[256], domain[256];
  DWORD name_length = 256, domain_length = 256;
  SID_NAME_USE use;
  if (!CreateWellKnownSid(WinBuiltinAdministratorsSid, NULL, administrators, &size) ||
      !LookupAccountSidW(NULL, administrators, name, &name_length, domain, &domain_length, &use))
    return FALSE;
  LOCALGROUP_USERS_INFO_0 *groups = NULL;
  DWORD read = 0, total = 0;
  BOOL found = FALSE;
  if (NetUserGetLocalGroups(NULL, account, 0, LG_INCLUDE_INDIRECT, (BYTE **)&groups, MAX_PREFERRED_LENGTH, &read,
                            &total) == NERR_Success &&
      groups != NULL) {
    for (DWORD index = 0; index < read; index += 1)
      if (_wcsicmp(groups[index].lgrui0_name, name) == 0) found = TRUE;
  }
  if (groups != NULL) NetApiBufferFree(groups);
  return found;
}

/* True: every character is one of these. */
static BOOL is_made_of(const wchar_t *text, const wchar_t *characters) { return text[wcsspn(text, characters)] == 0; }

#define DIGITS L"0123456789"
#define CAPITALS L"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LETTERS CAPITALS L"abcdefghijklmnopqrstuvwxyz"

static BOOL begins(const wchar_t *text, const wchar_t *start) { return wcsncmp(text, start, wcslen(start)) == 0; }

static int check_switch(const wchar_t *name, const wchar_t *value) {
  if (value[0] == 0 || wcscmp(value, L"yes") == 0 || wcscmp(value, L"no") == 0) return EXIT_DONE;
  return end_with(EXIT_REFUSED, L"%ls must be yes or no.", name);
}

static int check_account(const struct given *given) {
  const wchar_t *account = given->account;
  BYTE sid[SECURITY_MAX_SID_SIZE];
  if (account[0] == 0) {
    if (wcscmp(given->autostart, L"yes") != 0) return EXIT_DONE;
    return end_with(EXIT_REFUSED, L"BORNE_AUTOSTART=yes needs BORNE_ACCOUNT.");
  }
  for (const wchar_t *at = account; *at != 0; at += 1)
    if (*at < L' ' || wcschr(L"\"/[]:;|=,+*?<>&", *at) != NULL)
      return end_with(EXIT_REFUSED, L"BORNE_ACCOUNT holds a character that no account has.");
  if (!find_account(account, sid, sizeof sid))
    return end_with(EXIT_REFUSED, L"BORNE_ACCOUNT is no account of this machine: %ls", account);
  if (is_administrator(account))
    return end_with(EXIT_REFUSED, L"BORNE_ACCOUNT has rights of administration: the kiosk needs an account without.");
  return EXIT_DONE;
}

/* The configuration has the mark if, and only if, there is a value. */
static int check_mark(const struct given *given, const char *bytes, DWORD size, const char *mark,
                      const wchar_t *name, const wchar_t *value) {
  if (holds(bytes, size, mark) == (value[0] != 0)) return EXIT_DONE;
  return value[0] == 0 ? end_with(EXIT_REFUSED, L"%ls holds @%ls@, but %ls was not given.", given->config_file,
                                  name + wcslen(L"BORNE_"), name)
                       : end_with(EXIT_REFUSED, L"%ls was given, but %ls does not hold @%ls@.", name,
                                  given->config_file, name + wcslen(L"BORNE_"));
}

/* Whoever made the folder could write a configuration that is then kept: only those who may install. */
static int check_place(const wchar_t *below) {
  wchar_t place[MAX_PATH];
  PSECURITY_DESCRIPTOR descriptor = NULL;
  PSID owner = NULL;
  data_place(place, below);
  DWORD attributes = GetFileAttributesW(place);
  if (attributes == INVALID_FILE_ATTRIBUTES) return EXIT_DONE;
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 || (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0)
    return end_with(EXIT_REFUSED, L"%ls is no plain folder.", place);
  if (GetNamedSecurityInfoW(place, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, NULL, NULL, NULL,
                            &descriptor) != ERROR_SUCCESS)
    return end_with(EXIT_REFUSED, L"The owner of %ls cannot be read.", place);
  BYTE token[512];
  DWORD size = sizeof token;
  HANDLE process = NULL;
  BOOL trusted = IsWellKnownSid(owner, WinBuiltinAdministratorsSid) || IsWellKnownSid(owner, WinLocalSystemSid) ||
                 (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &process) &&
                  GetTokenInformation(process, TokenUser, token, size, &size) &&
                  EqualSid(owner, ((TOKEN_USER *)(void *)token)->User.Sid));
  if (process != NULL) CloseHandle(process);
  LocalFree(descriptor);
  return trusted ? EXIT_DONE
                 : end_with(EXIT_REFUSED, L"%ls belongs to an account that may not install: remove it first.", place);
}

static int check_configuration(const struct given *given) {
  const wchar_t *url = given->hub_url;
  wchar_t config[MAX_PATH];
  data_place(config, DATA L"\\config.json");
  // It is never changed.
  if (GetFileAttributesW(config) != INVALID_FILE_ATTRIBUTES) return EXIT_DONE;
  if (!is_made_of(url, LETTERS DIGITS L".:/_~%-"))
    return end_with(EXIT_REFUSED, L"BORNE_HUB_URL holds a character that no such address has.");
  if (url[0] != 0 && !(begins(url, L"https://") && url[8] != 0) && !begins(url, L"http://127.0.0.1:") &&
      !begins(url, L"http://127.0.0.1/") && !begins(url, L"http://localhost:") && !begins(url, L"http://localhost/"))
    return end_with(EXIT_REFUSED, L"BORNE_HUB_URL must begin with https://.");
  if (!is_made_of(given->enrolment_code, CAPITALS DIGITS L"-"))
    return end_with(EXIT_REFUSED, L"BORNE_ENROLMENT_CODE must be a code such as ACDE-FGHJ-KMNP-3467.");
  if (given->config_file[0] == 0) {
    if (url[0] == 0 && given->enrolment_code[0] == 0) return EXIT_DONE;
    return end_with(EXIT_REFUSED, L"BORNE_HUB_URL and BORNE_ENROLMENT_CODE need BORNE_CONFIG_FILE.");
  }
  DWORD size = 0;
  char *bytes = wcschr(given->config_file, L'|') == NULL ? read_file(given->config_file, &size) : NULL;
  if (bytes == NULL)
    return end_with(EXIT_REFUSED, L"BORNE_CONFIG_FILE cannot be read: %ls", given->config_file);
  int code = check_mark(given, bytes, size, "@HUB_URL@", L"BORNE_HUB_URL", url);
  if (code == EXIT_DONE)
    code = check_mark(given, bytes, size, "@ENROLMENT_CODE@", L"BORNE_ENROLMENT_CODE", given->enrolment_code);
  HeapFree(GetProcessHeap(), 0, bytes);
  return code;
}

static BOOL may_install(void) {
  BYTE administrators[SECURITY_MAX_SID_SIZE];
  DWORD size = sizeof administrators;
  BOOL member = FALSE;
  return CreateWellKnownSid(WinBuiltinAdministratorsSid, NULL, administrators, &size) &&
         CheckTokenMembership(NULL, administrators, &member) && member;
}

static BOOL is_windows_10(void) {
  typedef LONG(WINAPI * get_version)(OSVERSIONINFOW *);
  get_version read = (get_version)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
  OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
  return read != NULL && read(&version) == 0 && version.dwMajorVersion >= 10;
}

static BOOL read_installed(const wchar_t *name, wchar_t *value) {
  DWORD size = VALUE_LENGTH * sizeof(wchar_t);
  value[0] = 0;
  return RegGetValueW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\BorneAdherent", name, RRF_RT_REG_SZ | RRF_SUBKEY_WOW6464KEY, NULL,
                      value, &size) == ERROR_SUCCESS;
}

static int compare_versions(const wchar_t *a, const wchar_t *b) {
  unsigned left[3] = {0}, right[3] = {0};
  swscanf(a, L"%u.%u.%u", &left[0], &left[1], &left[2]);
  swscanf(b, L"%u.%u.%u", &right[0], &right[1], &right[2]);
  for (int index = 0; index < 3; index += 1)
    if (left[index] != right[index]) return left[index] < right[index] ? -1 : 1;
  return 0;
}

/* Compares with what is installed. */
static int check_installed(const struct package *package, const struct given *given) {
  wchar_t kind[VALUE_LENGTH], layout[VALUE_LENGTH], folder[VALUE_LENGTH], version[VALUE_LENGTH];
  if (!read_installed(L"Package", kind)) return EXIT_DONE;
  read_installed(L"Layout", layout);
  read_installed(L"Folder", folder);
  read_installed(L"Version", version);
  if (wcscmp(kind, package->kind) != 0)
    return end_with(EXIT_OTHER_PACKAGE, L"It is installed by the package of kind %ls: uninstall that first. Data stays.",
                    kind);
  if (wcscmp(layout, package->layout) != 0)
    return end_with(EXIT_OTHER_PACKAGE, L"A layout and the real kiosk do not follow each other: uninstall first.");
  size_t length = wcslen(folder);
  if (length > 0 && folder[length - 1] == L'\\') folder[length - 1] = 0;
  wchar_t wanted[VALUE_LENGTH];
  wcscpy(wanted, package->folder);
  length = wcslen(wanted);
  if (length > 0 && wanted[length - 1] == L'\\') wanted[length - 1] = 0;
  if (_wcsicmp(folder, wanted) != 0)
    return end_with(EXIT_OTHER_FOLDER, L"It is installed in %ls: there is one kiosk on a machine.", folder);
  if (compare_versions(version, package->version) > 0 && wcscmp(given->downgrade, L"yes") != 0)
    return end_with(EXIT_OLDER, L"Version %ls is installed, which is newer: BORNE_DOWNGRADE=yes goes back.", version);
  return EXIT_DONE;
}

static int check_disk(const struct package *package) {
  wchar_t root[4] = {package->folder[0], L':', L'\\', 0};
  ULARGE_INTEGER free_bytes;
  if (package->need == 0 || !GetDiskFreeSpaceExW(root, &free_bytes, NULL, NULL)) return EXIT_DONE;
  unsigned megabytes = (unsigned)(free_bytes.QuadPart / (1024 * 1024));
  if (megabytes >= package->need) return EXIT_DONE;
  return end_with(EXIT_DISK, L"The disk has %u MB left, and %u MB are needed.", megabytes, package->need);
}

int check(const struct package *package, const struct given *given) {
  if (!is_windows_10()) return end_with(EXIT_SYSTEM, L"It needs a 64-bit Windows 10 or later.");
  if (!may_install()) return end_with(EXIT_NO_RIGHTS, L"This account may not install: it needs rights of administration.");
  int code = check_installed(package, given);
  if (code == EXIT_DONE) code = check_switch(L"BORNE_AUTOSTART", given->autostart);
  if (code == EXIT_DONE) code = check_switch(L"BORNE_DOWNGRADE", given->downgrade);
  if (code == EXIT_DONE) code = check_switch(L"BORNE_PURGE_DATA", given->purge_data);
  if (code == EXIT_DONE) code = check_place(DATA);
  if (code == EXIT_DONE) code = check_place(SERVICE);
  if (code == EXIT_DONE) code = check_account(given);
  if (code == EXIT_DONE) code = check_configuration(given);
  if (code == EXIT_DONE) code = check_disk(package);
  return code;
}
