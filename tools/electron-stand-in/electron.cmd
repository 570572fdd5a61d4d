@echo off
rem Takes the place of Electron's executable: same arguments, same two lines on standard error.
setlocal
set "here=%~dp0"
set "node=%here%..\..\node_modules\node\bin\node.exe"
if not exist "%node%" set "node=%here%..\..\node_modules\node\bin\node"
if not exist "%node%" (
  echo The project's Node is not installed ^(node_modules/node^): run npm ci first. 1>&2
  exit /b 69
)
for %%I in ("%here%process\hook.js") do set "hook=%%~fI"
set "hook=%hook:\=/%"
"%node%" --disable-warning=ExperimentalWarning --import "file:///%hook%" "%here%process\launch.js" %*
exit /b %errorlevel%
