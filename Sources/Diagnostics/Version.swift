/// The version of the programs and libraries.
package let mlpVersion = "0.1.0"
