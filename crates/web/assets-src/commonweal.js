// Starts the behaviour of GOV.UK Frontend (error summary focus, character count, show password, skip link).
// Nothing on any page needs this file: without it every page still works.
import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
initAll()
