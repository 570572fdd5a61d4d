/*
 * The custom actions of the MSI. Immediate ones read properties; deferred ones get `folder|package|value|value ...` in
 * the order of VALUE_NAMES, in which no value can hold the sign between them.
 */
#include "setup.h"
#include <msi.h>
#include <msiquery.h>
#include <stdio.h>
#include <wchar.h>

#define ACTION __declspec(dllexport) UINT __stdcall

static MSIHANDLE current;

static void say_to_session(const wchar_t *line) {
  MSIHANDLE record = MsiCreateRecord(1);
  MsiRecordSetStringW(record, 0, L"borne-adherent: [1]");
  MsiRecordSetStringW(record, 1, line);
  MsiProcessMessage(current, INSTALLMESSAGE_INFO, record);
  MsiCloseHandle(record);
}

/* FALSE: it is too long. */
static BOOL read_property(const wchar_t *name, wchar_t *value) {
  DWORD length = VALUE_LENGTH;
  if (MsiGetPropertyW(current, name, value, &length) == ERROR_SUCCESS) return TRUE;
  value[0] = 0;
  return FALSE;
}

static UINT ended(int code) {
  if (code == EXIT_DONE) return ERROR_SUCCESS;
  end_with(code, L"The installation ends with code %d.", code);
  return ERROR_INSTALL_FAILURE;
}

static int read_given(struct given *given) {
  for (int index = 0; VALUE_NAMES[index] != NULL; index += 1) {
    wchar_t *value = value_of(given, VALUE_NAMES[index]);
    if (!read_property(VALUE_NAMES[index], value))
      return end_with(EXIT_REFUSED, L"%ls is too long.", VALUE_NAMES[index]);
    for (; *value != 0; value += 1)
      if (*value < L' ' || *value == L'|')
        return end_with(EXIT_REFUSED, L"%ls holds a character that it may not hold.", VALUE_NAMES[index]);
  }
  return EXIT_DONE;
}

/* An update goes where it is installed. */
ACTION BorneFolder(MSIHANDLE session) {
  wchar_t folder[VALUE_LENGTH];
  DWORD size = sizeof folder;
  current = session, say = say_to_session;
  if (!read_property(L"INSTALLDIR", folder) || folder[0] != 0) return ERROR_SUCCESS;
  if (RegGetValueW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\BorneAdherent", L"Folder", RRF_RT_REG_SZ | RRF_SUBKEY_WOW6464KEY,
                   NULL, folder, &size) == ERROR_SUCCESS)
    MsiSetPropertyW(session, L"INSTALLDIR", folder);
  return ERROR_SUCCESS;
}

ACTION BorneCheck(MSIHANDLE session) {
  static struct package package;
  static struct given given;
  wchar_t need[VALUE_LENGTH];
  current = session, say = say_to_session;
  read_property(L"ProductVersion", package.version);
  read_property(L"BorneLayout", package.layout);
  read_property(L"INSTALLDIR", package.folder);
  read_property(L"BorneNeed", need);
  wcscpy(package.kind, L"msi");
  package.need = (unsigned)_wtoi(need);
  int code = read_given(&given);
  return ended(code == EXIT_DONE ? check(&package, &given) : code);
}

/* Hands all to the deferred actions. */
ACTION BornePrepare(MSIHANDLE session) {
  static struct given given;
  static wchar_t data[10 * VALUE_LENGTH], package[VALUE_LENGTH];
  current = session, say = say_to_session;
  int code = read_given(&given);
  if (code != EXIT_DONE) return ended(code);
  read_property(L"INSTALLDIR", data);
  read_property(L"OriginalDatabase", package);
  wcscat(data, L"|");
  wcscat(data, package);
  for (int index = 0; VALUE_NAMES[index] != NULL; index += 1) {
    wcscat(data, L"|");
    wcscat(data, value_of(&given, VALUE_NAMES[index]));
  }
  MsiSetPropertyW(session, L"BorneStop", data);
  MsiSetPropertyW(session, L"BorneConfigure", data);
  MsiSetPropertyW(session, L"BorneRemove", data);
  return ERROR_SUCCESS;
}

/* Reads what BornePrepare has written: the folder, and behind its end the package. */
static const wchar_t *read_data(struct given *given) {
  static wchar_t data[10 * VALUE_LENGTH];
  DWORD length = 10 * VALUE_LENGTH;
  if (MsiGetPropertyW(current, L"CustomActionData", data, &length) != ERROR_SUCCESS) return NULL;
  wchar_t *at = wcschr(data, L'|');
  if (at == NULL) return NULL;
  *at++ = 0;
  for (int index = 0; VALUE_NAMES[index] != NULL; index += 1) {
    at = wcschr(at, L'|');
    if (at == NULL) return NULL;
    *at++ = 0;
    const wchar_t *end = wcschr(at, L'|');
    size_t size = end == NULL ? wcslen(at) : (size_t)(end - at);
    if (size >= VALUE_LENGTH) return NULL;
    wcsncpy(value_of(given, VALUE_NAMES[index]), at, size);
  }
  return data;
}

ACTION BorneStop(MSIHANDLE session) {
  static struct given given;
  current = session, say = say_to_session;
  const wchar_t *folder = read_data(&given);
  return folder == NULL ? ERROR_INSTALL_FAILURE : ended(stop_kiosk(folder));
}

ACTION BorneConfigure(MSIHANDLE session) {
  static struct given given;
  current = session, say = say_to_session;
  const wchar_t *folder = read_data(&given);
  return folder == NULL ? ERROR_INSTALL_FAILURE : ended(configure(folder, &given, folder + wcslen(folder) + 1));
}

ACTION BorneRemove(MSIHANDLE session) {
  static struct given given;
  current = session, say = say_to_session;
  const wchar_t *folder = read_data(&given);
  return folder == NULL ? ERROR_INSTALL_FAILURE : ended(remove_all(folder, &given));
}

/* At the end, and at the end of a rollback. */
ACTION BorneStart(MSIHANDLE session) {
  current = session, say = say_to_session;
  start_kiosk();
  return ERROR_SUCCESS;
}
