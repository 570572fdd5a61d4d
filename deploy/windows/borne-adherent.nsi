; The setup for Windows, per machine and silent. tools/package/nsis.ts gives the defines:
;   VERSION, LAYOUT (0 or 1), NEED (MB), FILES (a script with the files), TOOL (the setup tool), OUT,
;   SIGN (a command for the uninstaller; may be missing)
; Everything is unpacked beside the former application; then two folders change their names.
Unicode true
Target amd64-unicode
Name "Borne Adherent"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Borne Adherent"
; An update goes where it is installed.
InstallDirRegKey HKLM "SOFTWARE\BorneAdherent" "Folder"
RequestExecutionLevel admin
; A layout is to try things with: it is made and unpacked in less time.
!if "${LAYOUT}" == "1"
  SetCompressor /SOLID zlib
!else
  SetCompressor /SOLID lzma
!endif
; Times of files would differ from build to build.
SetDateSave off
CRCCheck force
ManifestSupportedOS all
BrandingText " "
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1033 "ProductName" "Borne Adherent"
VIAddVersionKey /LANG=1033 "CompanyName" "MCRN"
VIAddVersionKey /LANG=1033 "LegalCopyright" "MCRN"
VIAddVersionKey /LANG=1033 "FileDescription" "Borne Adherent setup"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define INSTALLED "SOFTWARE\BorneAdherent"
!define UNINSTALL "SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\BorneAdherent"
; src-shared/release/windows-setup.ts has these codes.
!define EXIT_IN_USE 15
!define EXIT_DISK 16
!define EXIT_BUSY 18

Page instfiles
UninstPage instfiles

Var code

; Runs the setup tool; its code is in $code.
!macro TOOL action
  ExecWait '"$PLUGINSDIR\borne-setup-tool.exe" ${action} ${VERSION} nsis ${LAYOUT} ${NEED} "$INSTDIR" "$EXEPATH" $CMDLINE' $code
!macroend

; Says a line in the log.
!macro SAY line
  ExecWait '"$PLUGINSDIR\borne-setup-tool.exe" say ${VERSION} nsis ${LAYOUT} "${line}" "$INSTDIR" "$EXEPATH" $CMDLINE'
!macroend

; One setup at a time.
!macro ONLY_ONE
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Global\BorneAdherentSetup") p .r1 ?e'
  Pop $0
  ${If} $0 <> 0
    !insertmacro SAY "Another setup is running."
    SetErrorLevel ${EXIT_BUSY}
    Quit
  ${EndIf}
!macroend

!include LogicLib.nsh

Function .onInit
  SetRegView 64
  SetShellVarContext all
  InitPluginsDir
  File "/oname=$PLUGINSDIR\borne-setup-tool.exe" "${TOOL}"
  !insertmacro ONLY_ONE
  !insertmacro TOOL check
  ${If} $code <> 0
    SetErrorLevel $code
    Quit
  ${EndIf}
FunctionEnd

; A file could not be written: NSIS gives up by itself.
Function .onInstFailed
  SetOutPath $TEMP
  RMDir /r "$INSTDIR\app.new"
  Delete "$INSTDIR\updater\borne-updater.exe.new"
  RMDir "$INSTDIR\updater"
  RMDir "$INSTDIR"
  !insertmacro SAY "The disk is full or cannot be written. Nothing has been changed."
  SetErrorLevel ${EXIT_DISK}
FunctionEnd

Section
  ; What a power cut may have left.
  ${IfNot} ${FileExists} "$INSTDIR\app\*.*"
    Rename "$INSTDIR\app.old" "$INSTDIR\app"
  ${EndIf}
  RMDir /r "$INSTDIR\app.new"
  RMDir /r "$INSTDIR\app.old"
  ClearErrors
  !include "${FILES}"
  SetOutPath $INSTDIR
  ${If} ${Errors}
    Abort
  ${EndIf}

  StrCpy $R0 0
  ${Do}
    !insertmacro TOOL stop
    ${IfNot} ${FileExists} "$INSTDIR\app\*.*"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    Rename "$INSTDIR\app" "$INSTDIR\app.old"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    IntOp $R0 $R0 + 1
    Sleep 500
  ${LoopUntil} $R0 >= 20
  ClearErrors
  Rename "$INSTDIR\app.new" "$INSTDIR\app"
  ${If} ${Errors}
    Rename "$INSTDIR\app.old" "$INSTDIR\app"
    RMDir /r "$INSTDIR\app.new"
    !insertmacro SAY "Something holds the files of the kiosk. The former version is back."
    !insertmacro TOOL start
    SetErrorLevel ${EXIT_IN_USE}
    Quit
  ${EndIf}

  ; The updater may be what runs this setup: its file can be renamed, but not written.
  ${If} ${FileExists} "$INSTDIR\updater\borne-updater.exe.new"
    Delete "$INSTDIR\updater\borne-updater.exe.old"
    Rename "$INSTDIR\updater\borne-updater.exe" "$INSTDIR\updater\borne-updater.exe.old"
    Rename "$INSTDIR\updater\borne-updater.exe.new" "$INSTDIR\updater\borne-updater.exe"
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  !insertmacro TOOL configure
  StrCpy $R1 $code

  WriteRegStr HKLM "${INSTALLED}" "Version" "${VERSION}"
  WriteRegStr HKLM "${INSTALLED}" "Package" "nsis"
  WriteRegStr HKLM "${INSTALLED}" "Layout" "${LAYOUT}"
  WriteRegStr HKLM "${INSTALLED}" "Folder" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayName" "Borne Adherent${SUFFIX}"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayIcon" "$INSTDIR\app\Borne Adherent.exe"
  WriteRegStr HKLM "${UNINSTALL}" "Publisher" "MCRN"
  WriteRegStr HKLM "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL}" "NoRepair" 1
  CreateShortcut "$SMPROGRAMS\Borne Adherent.lnk" "$INSTDIR\app\Borne Adherent.exe"

  ; What still holds a file of before goes next time.
  RMDir /r "$INSTDIR\app.old"
  Delete "$INSTDIR\updater\borne-updater.exe.old"
  !insertmacro TOOL start
  SetErrorLevel $R1
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  InitPluginsDir
  File "/oname=$PLUGINSDIR\borne-setup-tool.exe" "${TOOL}"
  !insertmacro ONLY_ONE
FunctionEnd

Section Uninstall
  !insertmacro TOOL stop
  ${If} $code <> 0
    SetErrorLevel $code
    Quit
  ${EndIf}
  RMDir /r "$INSTDIR\app.new"
  RMDir /r "$INSTDIR\app.old"
  Rename "$INSTDIR\app" "$INSTDIR\app.old"
  ${If} ${FileExists} "$INSTDIR\app\*.*"
    !insertmacro SAY "Something holds files in $INSTDIR."
    SetErrorLevel ${EXIT_IN_USE}
    Quit
  ${EndIf}
  !insertmacro TOOL remove
  StrCpy $R1 $code
  RMDir /r "$INSTDIR\app.old"
  RMDir /r "$INSTDIR\updater"
  Delete "$SMPROGRAMS\Borne Adherent.lnk"
  DeleteRegKey HKLM "${UNINSTALL}"
  DeleteRegKey HKLM "${INSTALLED}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  SetErrorLevel $R1
SectionEnd
